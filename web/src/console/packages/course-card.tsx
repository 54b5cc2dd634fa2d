import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Course } from '../cases/course.tsx';
import { Loaded } from '../cases/loaded.tsx';
import { packageTimelineQuery } from './queries.ts';
import type { PartProps } from './part-props.ts';

export function CourseCard({ servicePackage, onDialog }: Omit<PartProps, 'asking'>) {
  const { t } = useTranslation();
  const query = useQuery(packageTimelineQuery(servicePackage.id));
  const note = servicePackage.may.includes('note') && (
    <Button size="compact-md" variant="light" onClick={() => onDialog({ kind: 'note' })}>
      {t('packageQuestions.note')}
    </Button>
  );
  return (
    <Loaded query={query}>
      {(course) => (
        <Course
          title={t('packages.course')}
          aside={note}
          course={course}
          currency={servicePackage.currency}
          visits={servicePackage.visits}
        />
      )}
    </Loaded>
  );
}
