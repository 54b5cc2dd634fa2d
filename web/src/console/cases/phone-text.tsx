// Always written from left to right; a press calls the number.
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
