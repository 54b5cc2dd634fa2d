// Accounts at providers: each is complete, its secrets are the program's own, and each method has one that serves it.
import type { RulesDocument } from '../../domain/document/program.ts';
import { paymentWays, type PaymentWay } from '../../domain/service-package/methods.ts';
import { type AdapterForm, adapterForms } from '../adapters.ts';
import { expectKnown, type Report } from './report.ts';

type Account = NonNullable<RulesDocument['vendors']>[string];
type Path = readonly (string | number)[];

export function checkVendors(report: Report, rules: RulesDocument): void {
  const { name, vendors = {}, servicePackage } = rules;
  for (const [id, account] of Object.entries(vendors)) checkAccount(report, ['program', 'vendors', id], account, name);
  const ways = servicePackage === undefined ? [] : paymentWays(servicePackage);
  for (const way of ways) {
    if (way.account !== null) checkWay(report, way, vendors, servicePackage?.currency ?? '');
  }
  checkUse(report, rules, new Set(ways.map(({ account }) => account)));
}

/** A payment account serves the methods that name it; another one serves the program, and is the only one of its kind. */
function checkUse(
  report: Report,
  { vendors = {}, servicePackage, tickets }: RulesDocument,
  bound: ReadonlySet<string | null>,
): void {
  // No process of today sends mails.
  const uses = { sms: servicePackage, 'help-desk': tickets, mail: undefined };
  const first = new Map<string, string>();
  for (const [id, { kind }] of Object.entries(vendors)) {
    const path = ['program', 'vendors', id];
    const isUsed = kind === 'payment' ? bound.has(id) : uses[kind] !== undefined;
    if (!isUsed) report.warning(path, 'unused-account', `nothing uses the account \`${id}\``);
    if (kind === 'payment') continue;
    const other = first.get(kind);
    if (other === undefined) first.set(kind, id);
    else report.error(path, 'two-accounts', `\`${other}\` is for ${kind} already, and a program has one of each kind`);
  }
}

/** The beginning of the variables that may hold a program's secrets: another program's are not within its reach. */
export function secretPrefix(program: string): string {
  return `VENDOR_${program.toUpperCase().replaceAll('-', '_')}__`;
}

function checkAccount(report: Report, path: Path, account: Account, program: string): void {
  const { adapter, settings = {}, secrets = {}, sandbox = false } = account;
  const form = adapterForms[adapter];
  if (form === undefined) {
    const known = Object.keys(adapterForms);
    expectKnown(report, [...path, 'adapter'], { name: adapter, known, what: 'adapter', code: 'unknown-adapter' });
    return;
  }
  if (account.kind !== form.kind)
    report.error([...path, 'kind'], 'wrong-kind', `\`${adapter}\` is for ${form.kind}, not ${account.kind}`);
  checkSettings(report, [...path, 'settings'], { settings, sandbox }, form);
  const needed = sandbox ? [] : form.secrets;
  checkNames(report, [...path, 'secrets'], Object.keys(secrets), { known: form.secrets, needed, what: 'secret' });
  for (const [name, { env }] of Object.entries(secrets)) {
    if (!env.startsWith(secretPrefix(program)))
      report.error([...path, 'secrets', name, 'env'], 'foreign-secret', `begins with ${secretPrefix(program)}`);
  }
}

function checkSettings(
  report: Report,
  path: Path,
  { settings, sandbox }: { settings: NonNullable<Account['settings']>; sandbox: boolean },
  form: AdapterForm,
): void {
  const known = Object.keys(form.settings);
  const needed = sandbox ? [] : known.filter((name) => form.settings[name]?.needed);
  checkNames(report, path, Object.keys(settings), { known, needed, what: 'setting' });
  for (const [name, value] of Object.entries(settings)) {
    const wanted = form.settings[name];
    if (wanted === undefined) continue;
    const fits = wanted.form === formOf(value) && (wanted.pattern?.test(String(value)) ?? true);
    if (!fits) report.error([...path, name], 'wrong-setting', `must be ${wanted.fits ?? `a ${wanted.form}`}`);
  }
  const given = form.oneOf?.filter((name) => settings[name] !== undefined) ?? [];
  const names = form.oneOf?.map((name) => `\`${name}\``).join(' and ');
  if (given.length > 1) report.error(path, 'wrong-setting', `give one of ${names}, not both`);
  else if (given.length === 0 && names !== undefined && !sandbox)
    report.error(path, 'missing-setting', `one of ${names} is missing`);
}

function checkNames(
  report: Report,
  path: Path,
  given: readonly string[],
  { known, needed, what }: { known: readonly string[]; needed: readonly string[]; what: string },
): void {
  for (const name of given) expectKnown(report, [...path, name], { name, known, what, code: `unknown-${what}` });
  for (const name of needed.filter((one) => !given.includes(one)))
    report.error(path, `missing-${what}`, `the ${what} \`${name}\` is missing`);
}

function formOf(value: unknown): string {
  if (Array.isArray(value)) return 'numbers';
  return { string: 'text', number: 'number', boolean: 'flag' }[typeof value as 'string' | 'number' | 'boolean'];
}

function checkWay(
  report: Report,
  { method, kind, account: id }: PaymentWay,
  vendors: NonNullable<RulesDocument['vendors']>,
  currency: string,
): void {
  const path = ['program', 'servicePackage', 'methods', method, 'account'];
  const known = Object.keys(vendors);
  expectKnown(report, path, { name: id ?? '', known, what: 'account', code: 'unknown-account' });
  const account = vendors[id ?? ''];
  const form: AdapterForm | undefined = adapterForms[account?.adapter ?? ''];
  if (account === undefined || form === undefined || kind === 'by-hand') return;
  if (form.kind !== 'payment') {
    report.error(path, 'method-not-served', `\`${account.adapter}\` takes no payments`);
    return;
  }
  const served = form.serves[kind];
  if (served === undefined) {
    const serves = Object.keys(form.serves).join(', ');
    report.error(path, 'method-not-served', `\`${account.adapter}\` serves ${serves}, not ${kind}`);
  } else if (served.needs !== undefined && !account.sandbox && account.settings?.[served.needs] === undefined)
    report.error(path, 'missing-setting', `${kind} needs the setting \`${served.needs}\` of \`${id}\``);
  if (!form.takes(currency))
    report.error(path, 'currency-unsupported', `\`${account.adapter}\` takes ${form.currencies}, not ${currency}`);
}
