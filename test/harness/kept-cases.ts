import { sandboxAdapters } from '../../activities/effects/adapters.ts';
import { caseActivities } from '../../activities/cases.ts';
import type { Orm } from '../../db/orm.ts';
import { giveBackEntry } from '../../workflows/leaving/contract.ts';

/** The activities that store cases, on a database alone. */
export const keptCases = (orm: Orm, adapters = sandboxAdapters()) => caseActivities({ orm, adapters, giveBackEntry });
