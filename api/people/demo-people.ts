import type { DemoAccount } from '../../db/write/people.ts';
import { programNamed } from '../../programs/index.ts';
import { demoPeople } from '../../programs/shipped.ts';

const admin: DemoAccount = { login: 'admin', name: 'Администратор', admin: true, locale: 'ru', memberships: [] };

/** One account per person, with all roles that the person holds in all programs. */
export function demoAccounts(): DemoAccount[] {
  const accounts = new Map<string, DemoAccount>([[admin.login, admin]]);
  for (const [program, people] of Object.entries(demoPeople())) {
    for (const { login, name, role } of people) {
      const memberships = [...(accounts.get(login)?.memberships ?? []), { program, role }];
      // The console uses the program's language until the person chooses another.
      const { locale } = programNamed(program);
      accounts.set(login, { login, name, admin: false, locale, memberships });
    }
  }
  return [...accounts.values()];
}
