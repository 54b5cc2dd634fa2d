import type { VendorSettings } from '../../../platform/vendor-settings.ts';
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

type Parts = { refresh: Refresh; settings: VendorSettings };

/** @param options `refresh` lets this process work by a new version at once; `settings` are those of outside systems */
export async function programRoutes(app: CarelineApp, { refresh, settings }: Parts): Promise<void> {
  await app.register(named(programReading));
  await app.register(named(programRoles));
  await app.register(named(versionRoutes));
  await app.register(named(draftRoutes));
  await app.register(named(previewRoutes));
  await app.register(named(movingRoutes));
  await app.register(named(replayRoutes));
  await app.register(named(publishingRoutes), { refresh, settings });
  await app.register(named(withdrawingRoutes), { refresh });
}
