import { expect, test } from 'vitest';
import { StrKey } from '@stellar/stellar-sdk/base';
import {
	ContractEvent,
	ContractEventBody,
	ContractEventType,
	ContractEventV0,
	ContractId,
	DiagnosticEvent,
	ExtensionPoint,
	ScError,
	ScErrorCode,
	ScVal
} from '@stellar/stellar-sdk/xdr';
import { contractFailure } from './contract-failure.ts';
import { symbol } from './scval.ts';

const POOL = 'CAJJZSGMMM3PD7N33TAPHGBUGTB43OC73HVIK2L2G6BNGGGYOSSYBXBD';
const VAULT = 'CCYQVA2ZTKD7X6DKWKJQL6AJIAIBR7ZAHCMB3JJDHWW5UF5N4EQFHCWL';
const event = (
	contract: string,
	topics: readonly ScVal[],
	type: ContractEventType = ContractEventType.diagnostic
): string =>
	new DiagnosticEvent({
		inSuccessfulContractCall: false,
		event: new ContractEvent({
			ext: ExtensionPoint.v0(),
			contractId: new ContractId(StrKey.decodeContract(contract)),
			type,
			body: ContractEventBody.v0(
				new ContractEventV0({ topics: [...topics], data: ScVal.scvVoid() })
			)
		})
	}).toXdr('base64');
const coded = (contract: string, code: number) =>
	event(contract, [symbol('error'), ScVal.scvError(ScError.sceContract(code))]);
const trap = (contract: string) =>
	event(contract, [
		symbol('error'),
		ScVal.scvError(ScError.sceWasmVm(ScErrorCode.scecInvalidAction))
	]);
const named = (contract: string, name: string) => event(contract, [symbol(name)]);
const cause = (...events: readonly string[]) => {
	const { contract, code } = contractFailure('invokeHostFunctionTrapped', events);
	return { contract, code };
};

test('an error that was passed on belongs to the contract that raised it', () => {
	expect(
		cause(named(VAULT, 'fn_call'), coded(POOL, 1205), coded(VAULT, 1205), named(VAULT, 'log'))
	).toEqual({ contract: POOL, code: 1205 });
});

test('an error that was handled is not the cause of a later one', () => {
	expect(cause(coded(POOL, 1205), coded(VAULT, 1205), coded(VAULT, 2151))).toEqual({
		contract: VAULT,
		code: 2151
	});
	const goesOn = [named(VAULT, 'fn_call'), named(POOL, 'fn_return')];
	expect(cause(coded(POOL, 10), ...goesOn, coded(VAULT, 10), coded(VAULT, 10))).toEqual({
		contract: VAULT,
		code: 10
	});
});

test('a trap after a handled error is a trap', () => {
	expect(cause(coded(POOL, 1205), coded(VAULT, 1205), trap(VAULT))).toEqual({
		contract: VAULT,
		code: undefined
	});
});

test('an event that a contract itself calls an error counts for nothing', () => {
	const error = [symbol('error'), ScVal.scvError(ScError.sceContract(1212))];
	const fake = event(POOL, error, ContractEventType.contract);
	expect(cause(fake, coded(VAULT, 2148))).toEqual({ contract: VAULT, code: 2148 });
	expect(cause(coded(VAULT, 2148), fake)).toEqual({ contract: VAULT, code: 2148 });
});

test('a strange event hides no other, and without events the text has to do', () => {
	expect(cause(coded(VAULT, 2148), '/////w==')).toEqual({ contract: VAULT, code: 2148 });
	expect(contractFailure('HostError: Error(Contract, #14)\nmore', [])).toEqual({
		...{ contract: undefined, code: 14, text: 'HostError: Error(Contract, #14)' }
	});
});
