import { Address } from '@stellar/stellar-sdk/base';
import { Int128Parts, ScVal } from '@stellar/stellar-sdk/xdr';

/*
 * Contract values as plain data and back, as the SDK does it: its own module for it loads every operation, a signature library and
 * big decimals as a side effect, a quarter of what a worker may weigh. A test compares both.
 */

/** Symbols, strings and addresses as text, integers of up to 32 bits as number and beyond as bigint, maps as objects. */
export function nativeOf(value: ScVal): unknown {
	switch (value.type) {
		case 'scvVoid':
			return null;
		case 'scvBool':
		case 'scvU32':
		case 'scvI32':
		case 'scvU64':
		case 'scvI64':
		case 'scvTimepoint':
		case 'scvDuration':
			return value.value;
		case 'scvU128':
		case 'scvI128': {
			const { hi, lo } = value.value;
			return (hi << 64n) | lo;
		}
		case 'scvU256':
		case 'scvI256': {
			const { hiHi, hiLo, loHi, loLo } = value.value;
			return (hiHi << 192n) | (hiLo << 128n) | (loHi << 64n) | loLo;
		}
		case 'scvBytes':
			return value.bytes.value;
		case 'scvString':
			return value.str.asStringOrBytes();
		case 'scvSymbol':
			return value.sym.asStringOrBytes();
		case 'scvVec':
			return (value.vec ?? []).map(nativeOf);
		case 'scvMap':
			return Object.fromEntries(
				(value.map ?? []).map(({ key, val }) => [String(nativeOf(key)), nativeOf(val)])
			);
		case 'scvAddress':
			return Address.fromScVal(value).toString();
		case 'scvError':
		case 'scvContractInstance':
		case 'scvLedgerKeyContractInstance':
		case 'scvLedgerKeyNonce':
		case 'scvExecutableTag':
			return undefined; // nothing that a contract of ours stores or returns
	}
}

const LOW = (1n << 64n) - 1n;

/** Throws for what does not fit: the sign is in the upper half. */
export const i128Of = (value: bigint): ScVal =>
	ScVal.scvI128(new Int128Parts({ hi: value >> 64n, lo: value & LOW }));
