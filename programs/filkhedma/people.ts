// All names are made up.
import type { DemoPerson } from '../demo-person.ts';

export const people: readonly DemoPerson[] = [
  { login: 'cc-1', name: 'نورهان سامي', role: 'customer-care' },
  { login: 'cc-2', name: 'كريم عادل', role: 'customer-care' },
  { login: 'cs-1', name: 'دعاء حسن', role: 'customer-success' },
  { login: 'cs-2', name: 'محمود فتحي', role: 'customer-success' },
  { login: 'cs-3', name: 'سلمى إبراهيم', role: 'customer-success' },
  { login: 'cs-lead', name: 'هالة منصور', role: 'customer-success-lead' },
  { login: 'ops-1', name: 'طارق السيد', role: 'operations' },
  { login: 'finance-1', name: 'رانيا كمال', role: 'finance' },
  { login: 'finance-2', name: 'وائل نبيل', role: 'finance' },
];
