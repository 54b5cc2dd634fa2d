// English names for staff. Customers read, and the database stores, the program's own language.
import type { ProgramLabels } from '../../domain/program.ts';

const en: ProgramLabels = {
  title: 'CDEK: customer support',
  roles: {
    director: 'Executive director',
    support: 'Support managers',
    'klo-senior': 'Senior KLO manager',
    klo: 'KLO managers',
  },
  // CDEK-03
  categories: {
    order: 'question about an order',
    settlements: 'question about settlements',
    account: 'question about the personal account',
    other: 'other',
  },
  // CDEK-12
  dispositions: {
    'cod-reset': 'Request to zero the cash on delivery and change the payer',
    waybill: 'Waybill or order created',
    'recipient-contacts': 'Recipient’s contact details changed',
    'delivery-mode': 'Delivery mode or pick-up point changed',
    're-forward': 'Order forwarded again',
    'cargo-search': 'Cargo search',
    'tariff-advice': 'Advice on tariffs and delivery times',
    'delivery-documents': 'Documents that confirm delivery or dispatch',
    other: 'Other, in your own words',
  },
};

export const labels = { en };
