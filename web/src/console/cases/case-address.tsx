import { Navigate, useParams } from 'react-router';
import { screensOf } from './screens.ts';
import type { ProcessName } from './screens-shape.ts';

/** The address of a case for other systems, such as the Temporal UI: it leads to the page that the console has for it. */
export function CaseAddress() {
  const { process, caseId = '' } = useParams();
  return <Navigate to={screensOf(process as ProcessName).pathOf(caseId)} replace />;
}
