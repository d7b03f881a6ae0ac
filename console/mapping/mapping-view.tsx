import { ViewTitle } from '../parts/view-title';

export default function MappingView() {
  return <ViewTitle title="Mapping" />;
}
