import proto from '@temporalio/proto';
import type { Connection } from '@temporalio/client';
import { searchAttributeKeys } from '../workflows/shared/search-attributes.ts';

const { IndexedValueType } = proto.temporal.api.enums.v1;

const types = {
  KEYWORD: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  BOOL: IndexedValueType.INDEXED_VALUE_TYPE_BOOL,
} as const;

/** Adds missing attributes before any worker polls; safe when several workers start together. */
export async function registerSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  for (const { name, type } of Object.values(searchAttributeKeys)) {
    try {
      const searchAttributes = { [name]: types[type as keyof typeof types] };
      await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
    } catch (error) {
      if (!/already exist/i.test(String(error))) throw error;
    }
  }
}
