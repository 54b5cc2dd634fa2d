// The time of a collection is part of the command; its address is a note beside it (FK-02).
import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import type { Staff } from '../../../domain/access/conversation-access.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import type { Collection } from '../../../domain/service-package/collection.ts';
import type { PackageCommand } from '../../../domain/service-package/commands.ts';
import type { Collection as CollectionForm } from '../../schemas/service-packages.ts';
import { askWithReason } from './package-command.ts';

type Form = Static<typeof CollectionForm> | null | undefined;

/** Asks the package for a move with an agreed collection beside it: both change, or neither. */
export async function askWithCollection(
  request: FastifyRequest,
  form: Form,
  commandOf: (by: Staff, collection: Collection | null) => PackageCommand,
): Promise<void> {
  await askWithReason(request, form?.address, (by, addressNoteId) =>
    commandOf(by, form ? { at: toInstant(new Date(form.at)), addressNoteId } : null),
  );
}

/** The collection agreed at booking; the record has its address. */
export function formOfBooking({ servicePackage }: FastifyRequest): Collection | null {
  const { collection } = servicePackage.record;
  return collection === null ? null : { at: collection.at, addressNoteId: null };
}
