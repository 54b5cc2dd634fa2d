// Sections are an offer only. The server guards the data.
import type { Me, Program } from '../../shared/wire.ts';
import { processSections } from '../cases/screens.ts';
import type { Section } from '../cases/screens-shape.ts';
import { page, section } from '../cases/section.ts';
import { useProduct } from '../data/use-product.ts';
import { useSession } from '../data/session.tsx';
import { loadTextsOf } from '../texts/begin-texts.ts';
import { PROGRAM_OWNER } from './program-owner.ts';

/** The sections of administrators, in any program and without one. */
export const adminSections: readonly Section[] = [
  section('people', 'nav.people', async () => (await import('../admin/people-page.tsx')).PeoplePage),
  section('api-keys', 'nav.keys', async () => (await import('../admin/api-keys-page.tsx')).ApiKeysPage),
];

/** The section of the people who may change a program’s rules. */
export const rulesSection: Section = {
  path: '/rules',
  label: 'nav.rules',
  route: page('rules/:draft?', async () => {
    const [{ RulesPage }] = await Promise.all([import('../rules/rules-page.tsx'), loadTextsOf('rules')]);
    return RulesPage;
  }),
};

/** The first part of an address is shared by all pages of a section. */
export function sectionOf(path: string): string | undefined {
  return path.split('/')[1];
}

/** The sections that a person is offered, with or without a program. */
function sectionsFor(me: Me, program: Program | undefined): Section[] {
  const roles = me.memberships.filter((held) => held.program === program?.name).map(({ role }) => role);
  const rules = me.admin || roles.includes(PROGRAM_OWNER) ? [rulesSection] : [];
  return [...processSections(program, roles), ...rules, ...(me.admin ? adminSections : [])];
}

export function useSections(): { path: string; name: string }[] {
  const product = useProduct();
  const { me, program } = useSession();
  return sectionsFor(me, program).map(({ path, label }) => ({ path, name: product.heading(label) }));
}

/** The program in which the person has a page: the one in view if possible. */
export function useProgramOf(isThere: (program: Program | undefined, sections: readonly Section[]) => boolean) {
  const { me, programs, program } = useSession();
  const mine = programs.filter(({ name }) => me.memberships.some((held) => held.program === name));
  const candidates = [program, ...mine];
  return {
    isIn: isThere(program, sectionsFor(me, program)),
    other: candidates.find((one) => isThere(one, sectionsFor(me, one))),
  };
}
