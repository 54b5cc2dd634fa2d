import type { Static } from 'typebox';
import type { EffectRecord } from '../../db/read/effects.ts';
import type { Effect } from '../schemas/effect.ts';

export function effectView({ plannedAt: _plannedAt, ...shown }: EffectRecord): Static<typeof Effect> {
  return shown;
}
