import { Address, Asset } from '@stellar/stellar-sdk/base';
import {
	ContractDataDurability,
	LedgerKey as XdrLedgerKey,
	LedgerKeyAccount,
	LedgerKeyContractCode,
	LedgerKeyContractData,
	LedgerKeyTrustLine,
	ScVal
} from '@stellar/stellar-sdk/xdr';
import { accountId } from './account-id.ts';

declare const brand: unique symbol;
/** A ledger key as canonical base64 XDR: what getLedgerEntries takes and answers. */
export type LedgerKey = string & { readonly [brand]: 'LedgerKey' };

const encode = (key: XdrLedgerKey): LedgerKey => key.toXdr('base64') as LedgerKey;

export const accountKey = (account: string): LedgerKey =>
	encode(XdrLedgerKey.account(new LedgerKeyAccount({ accountId: accountId(account) })));

export const trustlineKey = (account: string, code: string, issuer: string): LedgerKey =>
	encode(
		XdrLedgerKey.trustline(
			new LedgerKeyTrustLine({
				accountId: accountId(account),
				asset: new Asset(code, issuer).toTrustLineXdrObject()
			})
		)
	);

export const codeKey = (wasmHash: Uint8Array): LedgerKey =>
	encode(XdrLedgerKey.contractCode(new LedgerKeyContractCode({ hash: wasmHash })));

export const persistentKey = (contract: string, key: ScVal): LedgerKey =>
	dataKey(contract, key, ContractDataDurability.persistent);

export const temporaryKey = (contract: string, key: ScVal): LedgerKey =>
	dataKey(contract, key, ContractDataDurability.temporary);

export const instanceKey = (contract: string): LedgerKey =>
	persistentKey(contract, ScVal.scvLedgerKeyContractInstance());

function dataKey(contract: string, key: ScVal, durability: ContractDataDurability): LedgerKey {
	const address = Address.fromString(contract).toScAddress();
	return encode(
		XdrLedgerKey.contractData(new LedgerKeyContractData({ contract: address, key, durability }))
	);
}

/** A key as somebody else wrote it; `undefined` = it is none, or not in its one form. */
export function parseLedgerKey(text: string): LedgerKey | undefined {
	try {
		const key = encode(XdrLedgerKey.fromXdr(text, 'base64'));
		return key === text ? key : undefined;
	} catch {
		return undefined;
	}
}

/** The wasm of a contract, and not an entry of one. */
export function isCodeKey(text: string): boolean {
	try {
		return XdrLedgerKey.fromXdr(text, 'base64').type === 'contractCode';
	} catch {
		return false;
	}
}
