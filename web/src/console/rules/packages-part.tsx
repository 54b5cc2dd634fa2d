// What is sold, at which price, and how long it is valid.
import { Button, NativeSelect, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../cases/card.tsx';
import { AddId } from './add-id.tsx';
import { type CatalogueItem, labelIn, RULES_FILE } from './document.ts';
import { PriceField, WholeField } from './fields.tsx';
import styles from './forms.module.css';
import { GraceCalls } from './grace-calls.tsx';
import { NamedId } from './named-id.tsx';
import { forgetNames, NameFields } from './name-fields.tsx';
import { PackageTerms } from './package-terms.tsx';
import type { Work } from './use-files.ts';
import { ValidityFields } from './validity-fields.tsx';

const PACKAGES = ['servicePackage'];
const CATALOGUE = [...PACKAGES, 'catalogue'];
const FREE_PRICE = [...PACKAGES, 'freePrice'];

export function PackagesPart({ work }: { work: Work }) {
  return (
    <>
      <Catalogue work={work} />
      <FreePrice work={work} />
      <PackageTerms path={PACKAGES} work={work} />
      <GraceCalls path={PACKAGES} work={work} />
    </>
  );
}

function Catalogue({ work }: { work: Work }) {
  const { t } = useTranslation();
  const { servicePackage: { catalogue = [] } = {} } = work.document.program ?? {};
  const add = (id: string) => {
    // A price that no one has set must not be published.
    const item = { id, visits: 1, price: '' };
    const isFirst = catalogue.length === 0;
    work.edit(RULES_FILE, {
      path: isFirst ? CATALOGUE : [...CATALOGUE, catalogue.length],
      value: isFirst ? [item] : item,
    });
  };
  return (
    <Card title={t('rulesPage.words.catalogue')}>
      {catalogue.length === 0 && <p className={styles.quiet}>{t('rulesPage.forms.noCatalogue')}</p>}
      {catalogue.map((item, place) => (
        <Item key={place} item={item} place={place} work={work} />
      ))}
      <AddId
        label={t('rulesPage.forms.newPackage')}
        submit={t('rulesPage.forms.addPackage')}
        taken={catalogue.map(({ id = '' }) => id)}
        onAdd={add}
      />
    </Card>
  );
}

function Item({ item, place, work }: { item: CatalogueItem; place: number; work: Work }) {
  const { t, i18n } = useTranslation();
  const { servicePackage: { catalogue = [], currency = '', validity = {} } = {} } = work.document.program ?? {};
  const { id = '' } = item;
  const path = [...CATALOGUE, place];
  const name = labelIn(work.document, i18n.language, 'packages', id);
  const remove = () => {
    work.edit(RULES_FILE, { path: catalogue.length === 1 ? CATALOGUE : path, value: undefined });
    forgetNames(work, 'packages', id);
  };
  const own = item.validity === undefined ? { months: validity.months, graceDays: validity.graceDays } : undefined;
  return (
    <fieldset className={styles.item}>
      <legend>
        <NamedId name={name} id={id} />
      </legend>
      <NameFields
        path={['labels', 'packages', id]}
        work={work}
        labelOf={(language) => t('rulesPage.forms.nameIn', { language })}
      />
      <div className={styles.names}>
        <WholeField work={work} path={[...path, 'visits']} label={t('rulesPage.forms.visits')} />
        <PriceField work={work} path={[...path, 'price']} label={t('rulesPage.forms.price')} currency={currency} />
      </div>
      <Switch
        label={t('rulesPage.forms.ownValidity')}
        checked={item.validity !== undefined}
        onChange={() => work.edit(RULES_FILE, { path: [...path, 'validity'], value: own })}
      />
      {item.validity !== undefined && <ValidityFields path={path} work={work} />}
      <Button variant="default" size="xs" className={styles.removes} onClick={remove}>
        {t('rulesPage.forms.remove', { name })}
      </Button>
    </fieldset>
  );
}

const kinds = ['any', 'within', 'none'] as const;

/** Packages without a fixed price: any, one between limits, or none are sold. */
function FreePrice({ work }: { work: Work }) {
  const { t } = useTranslation();
  const { servicePackage: { freePrice, currency = '' } = {} } = work.document.program ?? {};
  const kind = freePrice === undefined ? 'any' : freePrice === null ? 'none' : 'within';
  const values = { any: undefined, none: null, within: { least: '', most: '' } };
  return (
    <Card title={t('rulesPage.words.freePrice')}>
      <NativeSelect
        label={t('rulesPage.forms.freePrice')}
        value={kind}
        data={kinds.map((value) => ({ value, label: t(`rulesPage.forms.freePrices.${value}`) }))}
        onChange={(event) =>
          work.edit(RULES_FILE, {
            path: FREE_PRICE,
            value: values[event.currentTarget.value as (typeof kinds)[number]],
          })
        }
      />
      {kind === 'within' && (
        <div className={styles.names}>
          {(['least', 'most'] as const).map((limit) => (
            <PriceField
              key={limit}
              work={work}
              path={[...FREE_PRICE, limit]}
              label={t(`rulesPage.forms.${limit}`)}
              currency={currency}
            />
          ))}
        </div>
      )}
    </Card>
  );
}
