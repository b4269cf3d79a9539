import {
  coreServices,
  createServiceFactory,
  type SchedulerService,
  type SchedulerServiceTaskFunction,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { DefaultSchedulerService } from '@backstage/backend-defaults/scheduler';

const tasks = new Map<string, SchedulerServiceTaskFunction>();

/**
 * Runs a scheduled task now and says how long it took: what each run of the schedule costs, without the waiting for it.
 *
 * @param suffix - how the task's id ends
 * @returns milliseconds
 */
export async function runTask(suffix: string): Promise<number> {
  const id = [...tasks.keys()].find(name => name.endsWith(suffix));
  const task = id && tasks.get(id);
  if (!task) {
    throw new Error(
      `No task ends in "${suffix}"; there are ${[...tasks.keys()].join(', ')}`,
    );
  }
  const started = performance.now();
  await task(new AbortController().signal);
  return performance.now() - started;
}

/** The ordinary scheduler, which remembers its tasks for {@link runTask}. */
export const timedSchedulerFactory = createServiceFactory({
  service: coreServices.scheduler,
  deps: {
    database: coreServices.database,
    logger: coreServices.logger,
    rootLifecycle: coreServices.rootLifecycle,
    httpRouter: coreServices.httpRouter,
    pluginMetadata: coreServices.pluginMetadata,
    metrics: metricsServiceRef,
  },
  async factory(deps): Promise<SchedulerService> {
    const scheduler = DefaultSchedulerService.create(deps);
    return {
      triggerTask: id => scheduler.triggerTask(id),
      cancelTask: id => scheduler.cancelTask(id),
      getScheduledTasks: () => scheduler.getScheduledTasks(),
      scheduleTask: task => {
        tasks.set(task.id, task.fn);
        return scheduler.scheduleTask(task);
      },
      createScheduledTaskRunner: schedule => {
        const runner = scheduler.createScheduledTaskRunner(schedule);
        return {
          run: task => {
            tasks.set(task.id, task.fn);
            return runner.run(task);
          },
        };
      },
    };
  },
});
