import type { Refresh } from '../../../programs/follow.ts';
import { type CarelineApp, named } from '../../server/careline-app.ts';
import { draftRoutes } from './drafts.ts';
import { movingRoutes } from './moving.ts';
import { previewRoutes } from './previewing.ts';
import { publishingRoutes } from './publishing.ts';
import { programReading } from './reading.ts';
import { replayRoutes } from './replaying.ts';
import { programRoles } from './roles.ts';
import { versionRoutes } from './versions.ts';
import { withdrawingRoutes } from './withdrawing.ts';

/** @param options `refresh` lets this process work by a new version at once */
export async function programRoutes(app: CarelineApp, { refresh }: { refresh: Refresh }): Promise<void> {
  await app.register(named(programReading));
  await app.register(named(programRoles));
  await app.register(named(versionRoutes));
  await app.register(named(draftRoutes));
  await app.register(named(previewRoutes));
  await app.register(named(movingRoutes));
  await app.register(named(replayRoutes));
  await app.register(named(publishingRoutes), { refresh });
  await app.register(named(withdrawingRoutes), { refresh });
}
