import { defineEntity, p } from '@mikro-orm/core';
import { CivilDateType } from './civil-date-type.ts';

const QueueAbsenceSchema = defineEntity({
  name: 'QueueAbsence',
  tableName: 'queue_absences',
  properties: {
    program: p.text().primary(),
    queue: p.text().primary(),
    from: p.type(CivilDateType),
    until: p.type(CivilDateType),
    substituteName: p.text(),
    substitutePhone: p.text(),
    setBy: p.text(),
    setAt: p.datetime(),
  },
});

export class QueueAbsence extends QueueAbsenceSchema.class {}

QueueAbsenceSchema.setClass(QueueAbsence);
