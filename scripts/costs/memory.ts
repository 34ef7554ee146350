import {
	ConfigSettingContractComputeV0,
	ConfigSettingEntry,
	ConfigSettingId,
	LedgerEntryData,
	LedgerKey,
	LedgerKeyConfigSetting
} from '@stellar/stellar-sdk/xdr';
import * as v from 'valibot';
import type { JsonRpc } from '#lib/chain/json-rpc.ts';
import { ask, ledgerEntries, query, simulate } from '#lib/chain/rpc-methods.ts';
import { LIMITS } from './limits.ts';

const KEY = LedgerKey.configSetting(
	new LedgerKeyConfigSetting({ configSettingId: ConfigSettingId.configSettingContractComputeV0 })
).toXdr('base64');
const START = 2 ** 20;
/** Halvings between the bounds of the first doubling that was enough: a figure good to 1/8. */
const HALVINGS = 3;

/**
 * The least memory limit, to an eighth, under which a transaction still simulates. The network does not say how much
 * memory a call takes, but like any setting of the sandbox its limit can be moved.
 */
export async function memoryOf(rpc: JsonRpc, xdr: string, signal: AbortSignal): Promise<number> {
	const settings = await computeSettings(rpc, signal);
	const fits = async (limit: number): Promise<boolean> => {
		await setLimit(rpc, settings, limit, signal);
		const answer = await ask(rpc, simulate(xdr), signal);
		if (!answer.ok) throw new Error(`simulation: ${answer.error.kind}`);
		return !('error' in answer.value);
	};
	try {
		let enough = START;
		while (enough < LIMITS.memory && !(await fits(enough))) enough *= 2;
		let tooLittle = enough === START ? 0 : enough / 2;
		for (let halving = 0; halving < HALVINGS; halving += 1) {
			const middle = (tooLittle + enough) / 2;
			if (await fits(middle)) enough = middle;
			else tooLittle = middle;
		}
		return enough;
	} finally {
		await setLimit(rpc, settings, settings.txMemoryLimit, signal);
	}
}

async function computeSettings(
	rpc: JsonRpc,
	signal: AbortSignal
): Promise<ConfigSettingContractComputeV0> {
	const answer = await ask(rpc, ledgerEntries([KEY]), signal);
	const [entry] = answer.ok ? answer.value.entries : [];
	if (entry !== undefined) {
		const data = LedgerEntryData.fromXdr(entry.xdr, 'base64');
		if (
			data.type === 'configSetting' &&
			data.configSetting.type === 'configSettingContractComputeV0'
		) {
			return data.configSetting.contractCompute;
		}
	}
	throw new Error('expected the settings of computation, found none');
}

async function setLimit(
	rpc: JsonRpc,
	settings: ConfigSettingContractComputeV0,
	limit: number,
	signal: AbortSignal
): Promise<void> {
	const { ledgerMaxInstructions, txMaxInstructions, feeRatePerInstructionsIncrement } = settings;
	const changed = new ConfigSettingContractComputeV0({
		ledgerMaxInstructions,
		txMaxInstructions,
		feeRatePerInstructionsIncrement,
		txMemoryLimit: limit
	});
	const entry = LedgerEntryData.configSetting(
		ConfigSettingEntry.configSettingContractComputeV0(changed)
	).toXdr('base64');
	const set = query('sandbox_setEntry', { key: KEY, entry }, v.object({ ok: v.literal(true) }));
	const answer = await ask(rpc, set, signal);
	if (!answer.ok) throw new Error(`the memory limit: ${answer.error.kind}`);
}
