export const roles = [
  { role: 'customer-care', title: 'خدمة العملاء' },
  { role: 'customer-success', title: 'نجاح العملاء' },
  { role: 'customer-success-lead', title: 'قائد فريق نجاح العملاء' },
  { role: 'operations', title: 'العمليات' },
  { role: 'finance', title: 'المالية' },
] as const;
