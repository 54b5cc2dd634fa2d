// The first option has the focus.
import { Radio } from '@mantine/core';
import moves from '../moves/moves.module.css';

type Props<Value extends string> = {
  values: readonly Value[];
  labelOf: (value: Value) => string;
  hintOf?: (value: Value) => string;
};

/** Must be inside a `Radio.Group`. */
export function Options<Value extends string>({ values, labelOf, hintOf }: Props<Value>) {
  return (
    <div className={moves.options}>
      {values.map((value, place) => (
        <Radio
          key={value}
          value={value}
          label={labelOf(value)}
          description={hintOf?.(value)}
          data-autofocus={place === 0 || undefined}
        />
      ))}
    </div>
  );
}
