import type { Entity } from '@backstage/catalog-model';
import { serviceSpec } from './serviceSpec';
import styles from './cells.module.css';

/** The names of a service's environments, in promotion order. */
export const EnvironmentNames = ({ entity }: { entity: Entity }) => {
  const { environments } = serviceSpec(entity);
  return environments.length === 0 ? null : (
    <ul className={styles.names}>
      {environments.map(name => (
        <li key={name}>{name}</li>
      ))}
    </ul>
  );
};
