// Owns the list of named components of the OpenAPI document.
import type { TSchema } from 'typebox';
import { Me, Person } from './person.ts';
import { Problem } from './problems.ts';

export const components: readonly TSchema[] = [Problem, Me, Person];
