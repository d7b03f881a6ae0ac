import { ViewTitle } from '../parts/view-title';

export default function ReportView() {
  return <ViewTitle title="Report" />;
}
