import { defineEntity, p } from '@mikro-orm/core';
import { instant } from './columns.ts';

export const Contact = defineEntity({
  name: 'Contact',
  tableName: 'contacts',
  properties: {
    id: p.uuid().primary(),
    program: p.text(),
    name: p.text(),
    phone: p.text(),
    address: p.text().nullable(),
    createdAt: instant(),
  },
  indexes: [
    { name: 'contacts_by_phone', properties: ['program', 'phone'] },
    {
      name: 'contacts_by_pieces',
      expression: 'create index contacts_by_pieces on contacts using gin (pieces_of(searched_text(name, phone)))',
    },
  ],
});
