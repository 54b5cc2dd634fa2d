import type { ProgramLabels } from '../../domain/program.ts';

const en: ProgramLabels = {
  title: 'Filkhedma: cleaning packages',
  roles: {
    'customer-care': 'Customer care',
    'customer-success': 'Customer success',
    'customer-success-lead': 'Customer success lead',
    operations: 'Operations',
    finance: 'Finance',
  },
};

const ru: ProgramLabels = {
  title: 'Filkhedma: пакеты уборки',
  roles: {
    'customer-care': 'Служба заботы',
    'customer-success': 'Сопровождение клиентов',
    'customer-success-lead': 'Руководитель сопровождения',
    operations: 'Служба выездов',
    finance: 'Финансы',
  },
};

export const labels = { en, ru };
