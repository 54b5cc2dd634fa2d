// Owns how a customer's phone number stands in a text of any direction: from left to right, and to be called by a press.
import { spokenPhone } from '../data/phone.ts';
import styles from './cases.module.css';

export function PhoneText({ phone }: { phone: string }) {
  return (
    <a className={styles.phone} href={`tel:${phone}`} dir="ltr">
      {spokenPhone(phone)}
    </a>
  );
}
