// Owns the timetable of a package: what it will do and when, and what has happened, each by its rule.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ServicePackage } from '../../shared/wire.ts';
import { Course } from '../cases/course.tsx';
import { Loaded } from '../cases/loaded.tsx';
import { packageTimelineQuery } from '../data/packages.ts';

export function CourseCard({ servicePackage }: { servicePackage: ServicePackage }) {
  const { t } = useTranslation();
  const query = useQuery(packageTimelineQuery(servicePackage.id));
  return (
    <Loaded query={query}>
      {(course) => (
        <Course
          title={t('packages.course')}
          course={course}
          currency={servicePackage.currency}
          visits={servicePackage.visits}
        />
      )}
    </Loaded>
  );
}
