// The time of a collection is part of the command; its address is a note beside it (FK-02).
import { randomUUID } from 'node:crypto';
import type { Static } from 'typebox';
import { toInstant } from '../../../domain/calendar/instant.ts';
import type { Collection, NewCollection } from '../../../domain/service-package/collection.ts';
import type { PackageCase } from '../../cases/package-door.ts';
import type { Collection as CollectionForm } from '../../schemas/service-packages.ts';

type Form = Static<typeof CollectionForm> | null | undefined;

/** An agreed collection; its address is kept as the note. */
export function agreed(form: Form, addressNoteId: string | null): Collection | null {
  return form ? { at: toInstant(new Date(form.at)), addressNoteId } : null;
}

/** The same for a request that takes the place of an earlier one. */
export function agreedInstead(form: Form, addressNoteId: string | null): NewCollection | null {
  const collection = agreed(form, addressNoteId);
  return collection === null ? null : { ...collection, requestId: randomUUID() };
}

/** The collection agreed at booking; the record has its address. */
export function agreedAtBooking({ record: { collection } }: PackageCase): Collection | null {
  return collection === null ? null : { at: collection.at, addressNoteId: null };
}
