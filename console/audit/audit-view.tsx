import { ViewTitle } from '../parts/view-title';

export default function AuditView() {
  return <ViewTitle title="Audit" />;
}
