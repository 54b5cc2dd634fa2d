import { Textarea } from '@mantine/core';
import cases from './cases.module.css';

type Props = { label: string; value: string; onChange: (typed: string) => void; error: string | undefined };

export function ReasonField({ label, value, onChange, error }: Props) {
  return (
    <Textarea
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      maxLength={2_000}
      rows={2}
      classNames={{ input: cases.free }}
      required
    />
  );
}
