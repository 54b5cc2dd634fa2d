// What is bought: a package of the catalogue, or one whose price is agreed. Without a catalogue there is no choice.
import { Fieldset, Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLabels } from '../cases/labels.ts';
import { useProduct } from '../data/use-product.ts';
import { useSpokenMoney } from '../data/spoken-money.ts';
import styles from './booking.module.css';
import type { Drafting, Where } from './draft.ts';
import type { FieldErrors } from './field-errors.ts';

const AGREED = '';

export function CatalogueFields({ draft, change, where, errors }: Drafting & { where: Where; errors: FieldErrors }) {
  const product = useProduct();
  const { t } = useTranslation();
  const labels = useLabels();
  const money = useSpokenMoney();
  const { catalogue, currency, freePrice } = where;
  if (catalogue.length === 0) return null;
  const choose = (chosen: string) => {
    const size = catalogue.find(({ item }) => item === chosen)?.visits ?? draft.visits.length;
    change({ item: chosen === AGREED ? null : chosen, visits: draft.visits.slice(0, size) });
  };
  return (
    <Fieldset legend={product.heading('packages.one')} className={styles.set}>
      <Radio.Group
        aria-label={product.heading('packages.one')}
        // Where only the catalogue is sold, nothing is chosen at first.
        value={draft.item ?? (freePrice === null ? null : AGREED)}
        onChange={choose}
        error={errors.at('item')}
        required
      >
        <div className={styles.methods}>
          {catalogue.map(({ item, visits, priceMinor, months }) => (
            <Radio
              key={item}
              value={item}
              label={labels.packageItem(item)}
              description={[
                product.visits(visits),
                money(priceMinor, currency),
                t('booking.validFor', { count: months }),
              ].join(' · ')}
            />
          ))}
          {freePrice !== null && <Radio value={AGREED} label={t('booking.agreed')} />}
        </div>
      </Radio.Group>
    </Fieldset>
  );
}
