import type { FastifyRequest } from 'fastify';
import { type ServicePackageRecord, servicePackageNamed } from '../../../db/read/service-packages.ts';
import { staffIn } from '../../../domain/access/actor.ts';
import type { Staff } from '../../../domain/access/conversation-access.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import { type PackageCommand, refusalOfCommand } from '../../../domain/service-package/commands.ts';
import type { PackageKinds } from '../../../domain/service-package/process.ts';
import type { AskedCommand } from '../../../workflows/contract.ts';
import { packageContract } from '../../../workflows/service-package/contract.ts';
import { askCase, askWithNote, type Question } from '../../cases/ask.ts';
import type { PackageCase } from '../../cases/door.ts';
import { servicePackageView } from '../../views/service-package-view.ts';

/** A command to a package, with its record's own early refusal. */
export function packageQuestion({ record, policy }: PackageCase, input: AskedCommand<PackageKinds>): Question {
  const { command, askedAt } = input;
  return {
    caseId: record.id,
    workflow: packageContract.workflow({ caseId: record.id, program: record.program }),
    update: packageContract.update(command.kind),
    input,
    early: refusalOfCommand(policy, record.state, command, askedAt),
  };
}

/** Asks the package of the route for a move. @throws RefusedError, OutcomeUnknownError */
export async function askPackage(request: FastifyRequest, commandOf: (by: Staff) => PackageCommand): Promise<void> {
  const { server, servicePackage, staff } = request;
  const command = commandOf(staffIn(staff, servicePackage.record.program));
  await askCase(request, packageQuestion(servicePackage, { command, askedAt: toInstant(server.clock.now()) }));
}

/** The same, with the person's words as a note. @throws RefusedError, OutcomeUnknownError */
export async function askWithReason(
  request: FastifyRequest,
  reason: string | undefined,
  commandOf: (by: Staff, noteId: string | null) => PackageCommand,
): Promise<void> {
  const { server, servicePackage, staff } = request;
  const by = staffIn(staff, servicePackage.record.program);
  const askedAt = toInstant(server.clock.now());
  await askWithNote(request, { by: by.login, text: reason }, (noteId) =>
    packageQuestion(servicePackage, { command: commandOf(by, noteId), askedAt }),
  );
}

/** The package of the route as it is now. */
export function packageNow({ em, servicePackage }: FastifyRequest): Promise<ServicePackageRecord> {
  return servicePackageNamed(em, servicePackage.record.id);
}

/** Asks for a move, and shows the package afterwards. @throws RefusedError, OutcomeUnknownError */
export async function moved(request: FastifyRequest, commandOf: (by: Staff) => PackageCommand) {
  await askPackage(request, commandOf);
  return shown(request);
}

export async function shown(request: FastifyRequest) {
  const { servicePackage, staff, server } = request;
  return servicePackageView(servicePackage.policy, await packageNow(request), staff, toInstant(server.clock.now()));
}
