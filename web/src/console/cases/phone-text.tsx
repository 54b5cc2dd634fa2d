// Owns how a customer's phone number stands in a text of any direction: from left to right, and to be called by a press.
import { writtenPhone } from '../../../../domain/contact/phone.ts';
import { useProgram } from '../data/session.tsx';
import styles from './cases.module.css';

export function PhoneText({ phone }: { phone: string }) {
  const { country } = useProgram();
  return (
    <a className={styles.phone} href={`tel:${phone}`} dir="ltr">
      {writtenPhone(phone, country)}
    </a>
  );
}
