// Cash adds the collection form and the agent's text (FK-02).
import { Fieldset, Radio, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { HIGHEST_PRICE } from '../../../../domain/money.ts';
import { exampleMoney, typedMoney, useSpokenMoney } from '../data/spoken-money.ts';
import { useLabels } from '../cases/labels.ts';
import { currencyName } from '../data/locale.ts';
import { useProgram } from '../data/session.tsx';
import { CollectionFields } from './collection-fields.tsx';
import styles from './booking.module.css';
import { type Drafting, itemOf, priceOf, sizeOf, type Where } from './draft.ts';
import type { FieldErrors } from './field-errors.ts';
import { useMethodHints } from './method-hints.ts';
import { SaidNotice } from './said-notice.tsx';

export function PaymentFields({ draft, change, where, errors }: Drafting & { where: Where; errors: FieldErrors }) {
  const { t, i18n } = useTranslation();
  const { packages } = useProgram();
  const labels = useLabels();
  const ways = packages?.paymentWays ?? [];
  const hints = useMethodHints(ways);
  const chosen = ways.find(({ method }) => method === draft.payment);
  const money = useSpokenMoney();
  const { currency, freePrice } = where;
  const item = itemOf(draft, where);
  const minor = priceOf(draft, where);
  const each = minor === null || currency === '' ? null : money(Math.round(minor / sizeOf(draft, where)), currency);
  const hint =
    freePrice === null || freePrice.mostMinor === HIGHEST_PRICE
      ? t('booking.priceHint', { example: exampleMoney(currency) })
      : t('booking.priceBetween', {
          least: money(freePrice.leastMinor, currency),
          most: money(freePrice.mostMinor, currency),
        });
  const methods = [...ways.map(({ method }) => method), 'later'];
  return (
    <Fieldset legend={t('booking.priceAndPayment')} className={styles.set}>
      <TextInput
        className={styles.price}
        label={t('booking.price', {
          currency: currencyName(currency, i18n.language),
        })}
        value={item === undefined ? draft.price : typedMoney(item.priceMinor, currency)}
        readOnly={item !== undefined}
        onChange={(event) => change({ price: event.currentTarget.value })}
        error={errors.at('price')}
        description={each === null ? hint : t('booking.priceEach', { price: each })}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        inputMode="decimal"
        autoComplete="off"
        dir="ltr"
        classNames={{ input: styles.start }}
        required
      />
      <Radio.Group
        label={t('booking.payment')}
        value={draft.payment}
        onChange={(payment) => change({ payment })}
        error={errors.at('payment')}
        required
      >
        <div className={styles.methods}>
          {methods.map((method) => (
            <Radio key={method} value={method} label={labels.method(method)} description={hints(method)} />
          ))}
        </div>
      </Radio.Group>
      {chosen?.kind === 'collection' ? (
        <CollectionFields
          date={draft.collectDate}
          time={draft.collectTime}
          address={draft.collectAddress}
          usualAddress={draft.address}
          notice={chosen.notice}
          onChange={(part) =>
            change({
              ...(part.date === undefined ? {} : { collectDate: part.date }),
              ...(part.time === undefined ? {} : { collectTime: part.time }),
              ...(part.address === undefined ? {} : { collectAddress: part.address }),
            })
          }
          atError={errors.at('collectAt')}
          addressError={errors.at('collectAddress')}
        />
      ) : (
        <SaidNotice notice={chosen?.notice ?? null} />
      )}
    </Fieldset>
  );
}
