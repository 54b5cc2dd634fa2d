import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { dataOf, resultOf } from '../../shared/api.ts';
import { ProblemError } from '../../shared/problem.ts';
import { readStored, writeStored } from '../../shared/stored.ts';
import type { Me, Program } from '../../shared/wire.ts';
import { api } from './api.ts';
import { OwnWordsOf } from './own-words.tsx';
import { setSpeaker } from './speaker.ts';

/** A person with a first password. The server says nothing else about them until it is changed. */
const newPerson: Me = { login: '', name: '', admin: false, locale: '', memberships: [], mustChangePassword: true };

/** Who is logged in, or `null`. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async (): Promise<Me | null> => {
    const answer = await resultOf(api.GET('/v1/me'));
    if (answer.kind === 'ok') {
      setSpeaker(answer.data.login);
      return answer.data;
    }
    if (answer.problem.status === 401) return null;
    if (answer.problem.code === 'password-change-required') return newPerson;
    throw new ProblemError(answer.problem);
  },
  staleTime: Infinity,
});

export const programsQuery = queryOptions({
  queryKey: ['programs'],
  queryFn: async () => (await dataOf(api.GET('/v1/programs'))).items,
  staleTime: Infinity,
});

export type Session = {
  me: Me;
  programs: readonly Program[];
  /** The program in view; absent for a person who only administers. */
  program: Program | undefined;
  roles: readonly string[];
  chooseProgram: (name: string) => void;
  logOut: () => Promise<void>;
};

const SessionContext = createContext<Session | null>(null);
const KEY = 'careline:program';

export function SessionProvider({ me, children }: { me: Me; children: ReactNode }) {
  const client = useQueryClient();
  const { data: programs = [] } = useQuery(programsQuery);
  const [chosen, setChosen] = useState(() => readStored<string>(KEY));
  const session = useMemo((): Session => {
    const mine = programs.filter(({ name }) => me.memberships.some((held) => held.program === name));
    const program = mine.find(({ name }) => name === chosen) ?? mine[0];
    return {
      me,
      programs,
      program,
      roles: rolesIn(me, program),
      chooseProgram: (name) => {
        writeStored(KEY, name);
        setChosen(name);
      },
      logOut: async () => {
        setSpeaker(null);
        await resultOf(api.POST('/v1/logout'));
        client.setQueryData(['me'], null);
        // The next person at this machine must see nothing of this person's data.
        client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
      },
    };
  }, [me, programs, chosen, client]);
  return (
    <SessionContext value={session}>
      <OwnWordsOf program={session.program}>{children}</OwnWordsOf>
    </SessionContext>
  );
}

/** The session, or `null` at the login page. */
export function useSessionIfAny(): Session | null {
  return useContext(SessionContext);
}

/** @throws Error outside of a logged-in session */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('not logged in');
  return session;
}

/** Everything below is about a case of this program, which need not be the one in view. */
export function ProgramSession({ program, children }: { program: Program | undefined; children: ReactNode }) {
  const session = useSession();
  const ofCase = useMemo((): Session => {
    return program === undefined ? session : { ...session, program, roles: rolesIn(session.me, program) };
  }, [session, program]);
  return (
    <SessionContext value={ofCase}>
      <OwnWordsOf program={ofCase.program}>{children}</OwnWordsOf>
    </SessionContext>
  );
}

function rolesIn(me: Me, program: Program | undefined): string[] {
  return me.memberships.filter((held) => held.program === program?.name).map(({ role }) => role);
}

/** The program of the case, or the one in view. @throws Error without one; such a person is not shown these screens */
export function useProgram(): Program {
  const { program } = useSession();
  if (program === undefined) throw new Error('there is no program in view');
  return program;
}
