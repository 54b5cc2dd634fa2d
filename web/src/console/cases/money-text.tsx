import { useSpokenMoney } from '../data/spoken-money.ts';
import styles from './cases.module.css';

export function MoneyText({ minor, currency }: { minor: number; currency: string }) {
  const money = useSpokenMoney();
  return <bdi className={styles.money}>{money(minor, currency)}</bdi>;
}
