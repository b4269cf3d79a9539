import {
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  groupEntityV1alpha1Validator,
  NoForeignRootFieldsEntityPolicy,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
} from '@backstage/catalog-model';

const validators = [
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  groupEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
  systemEntityV1alpha1Validator,
];

const policies = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

/**
 * Fails unless the catalog would take every entity, each ref is there once and every one referred to is among them.
 *
 * @param checked - those to look at; all when absent
 * @internal
 */
export async function expectSound(
  entities: Entity[],
  checked: Entity[] = entities,
) {
  const refs = entities.map(entity => stringifyEntityRef(entity));
  expect(new Set(refs).size).toBe(refs.length);
  for (const entity of checked) {
    await expect(policies.enforce(entity)).resolves.toBeDefined();
    const checks = await Promise.all(validators.map(one => one.check(entity)));
    expect(checks).toContain(true);
    const { owner, system, domain, dependsOn } = entity.spec ?? {};
    expect(refs).toEqual(
      expect.arrayContaining([
        ...(owner ? [owner] : []),
        ...(system ? [`system:default/${system}`] : []),
        ...(domain ? [`domain:default/${domain}`] : []),
        ...(Array.isArray(dependsOn) ? dependsOn : []),
      ]),
    );
  }
}
