import { Arg, Authorized, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { Switch } from '../entities/ledger/switch';
import { listSwitches } from '../reconciliation/ledger/switches';
import { setSwitch } from '../reconciliation/writing/set-switch';
import { READERS, Role } from './access/role';
import type { RequestContext } from './context';
import { SetSwitchInput, SetSwitchPayload } from './types/switch';
import { UserError } from './types/write-payloads';

@Resolver()
export class SwitchResolver {
  @Authorized(READERS)
  @Query(() => [Switch], { description: 'What stops work everywhere, and who set it.' })
  switches(@Ctx() { service }: RequestContext): Promise<Switch[]> {
    return listSwitches(service.sides.new, service.isReadOnly);
  }

  @Authorized([Role.ADMIN])
  @Mutation(() => SetSwitchPayload, {
    description:
      'Sets a switch. When it turns READ_ONLY on, the answer comes after the last write that began before, so that from then on nothing is written. FORBIDDEN to callers who are limited to some systems, because it holds for all.',
  })
  async setSwitch(
    @Ctx() { access, service, viewer }: RequestContext,
    @Arg('input', () => SetSwitchInput) { name, isOn, reason }: SetSwitchInput,
  ): Promise<SetSwitchPayload> {
    access.requireAllSystems();
    const refusals = await setSwitch(service.newSource, { actor: viewer.name, name, isOn, reason });
    return {
      switches: await listSwitches(service.sides.new, service.isReadOnly),
      userErrors: refusals.map((refusal) => Object.assign(new UserError(), refusal)),
    };
  }
}
