// Owns the names of a program's categories, queues, roles and dispositions. Refuses to invent one: an unknown id is shown.
import type { Program } from '../../shared/wire.ts';

export function categoryLabel(program: Program | undefined, category: unknown): string {
  const found = program?.categories.find((one) => one.category === category)?.label;
  return capitalised(found ?? `${category ?? ''}`);
}

export function dispositionLabel(program: Program | undefined, disposition: unknown): string {
  return program?.dispositions.find((one) => one.disposition === disposition)?.label ?? `${disposition ?? ''}`;
}

export function roleTitle(program: Program | undefined, role: unknown): string {
  return program?.roles.find((one) => one.role === role)?.title ?? `${role ?? ''}`;
}

/** A queue is called by the role that it addresses first. */
export function queueLabel(program: Program | undefined, queue: unknown): string {
  const role = program?.queues.find((one) => one.queue === queue)?.role;
  return role === undefined ? `${queue ?? ''}` : roleTitle(program, role);
}

function capitalised(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase() + text.slice(1);
}
