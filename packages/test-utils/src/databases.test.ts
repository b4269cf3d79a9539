import { describeOnDatabases } from './databases';

jest.setTimeout(60_000);

describeOnDatabases('describeOnDatabases', createDatabase => {
  it('gives each test a database of its own', async () => {
    const [one, other] = [await createDatabase(), await createDatabase()];
    await one.schema.createTable('things', table => {
      table.string('name');
    });
    await one('things').insert({ name: 'lamp' });
    expect(await one('things').select()).toEqual([{ name: 'lamp' }]);
    expect(await other.schema.hasTable('things')).toBe(false);
  });
});
