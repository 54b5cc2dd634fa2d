// The team is listed first, then the other people of the program.
import { useQuery } from '@tanstack/react-query';
import { useLabels } from '../cases/labels.ts';
import { colleaguesQuery } from '../data/colleagues.ts';
import { useProgram } from '../data/session.tsx';
import { PersonSelect } from '../moves/person-select.tsx';

type Props = {
  team: string;
  login: string | null;
  onChange: (login: string | null) => void;
  error: string | undefined;
};

export function TeamSelect({ team, ...props }: Props) {
  const program = useProgram();
  const labels = useLabels();
  const { data, error } = useQuery(colleaguesQuery(program.name));
  const isOfTeam = ({ roles }: { roles: string[] }) => roles.includes(team);
  const people = data
    ?.toSorted((one, other) => Number(isOfTeam(other)) - Number(isOfTeam(one)))
    .map(({ login, name, roles }) => ({ login, name, roles: roles.map(labels.role).join(', ') }));
  return <PersonSelect {...props} people={people} failure={error} />;
}
