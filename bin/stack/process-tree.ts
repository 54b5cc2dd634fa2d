import { allProcesses, groupOf, parentOf } from '../launch/process-identity.mjs';

/** Kills a process and its descendants. One with its own process group is left alone: the leash stops it. */
export function endTree(pid: number): void {
  const family = [pid, ...descendantsOf(pid)];
  // We ourselves go last.
  for (const one of family) if (one !== process.pid) kill(one);
  if (pid === process.pid) kill(pid);
}

function descendantsOf(pid: number): number[] {
  const group = groupOf(pid);
  const children = Map.groupBy(allProcesses(), parentOf);
  const below = (parent: number): number[] =>
    (children.get(parent) ?? []).flatMap((child) => (groupOf(child) === group ? [child, ...below(child)] : []));
  return below(pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
