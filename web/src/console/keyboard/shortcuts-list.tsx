import { Kbd, Switch, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { shortcutsSwitch } from './shortcuts.ts';

const rows = [
  ['J', 'down'],
  ['K', 'up'],
  ['Enter', 'enter'],
  ['A', 'accept'],
  ['C', 'close'],
  ['T', 'transfer'],
  ['/', 'focus'],
  ['Esc', 'escape'],
  ['?', 'help'],
] as const;

export function ShortcutsList() {
  const { t } = useTranslation();
  const { on, setOn } = shortcutsSwitch.useSwitch();
  return (
    <>
      <Table>
        <Table.Tbody>
          {rows.map(([key, text]) => (
            <Table.Tr key={key}>
              <Table.Td>
                <Kbd>{key}</Kbd>
              </Table.Td>
              <Table.Td>{t(`keys.${text}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Switch
        mt="md"
        checked={on}
        onChange={(event) => setOn(event.currentTarget.checked)}
        label={t('keys.enabled')}
        description={t('keys.hint')}
      />
    </>
  );
}
