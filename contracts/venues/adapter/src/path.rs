use soroban_sdk::{
    Address, Bytes, Env, IntoVal, Map, Symbol, TryFromVal, Val, Vec, symbol_short, xdr::FromXdr,
};

use crate::Fault;

/// Tokens and pools from a route's data, in the direction of a trade. `P` is how the DEX names a pool.
pub struct Path<P> {
    pub tokens: Vec<Address>,
    /// `pools[i]` is between `tokens[i]` and `tokens[i + 1]`.
    pub pools: Vec<P>,
}

impl<P: IntoVal<Env, Val> + TryFromVal<Env, Val> + Clone> Path<P> {
    /// The route's tokens must begin and end with the two that are traded, in either direction.
    pub fn read(e: &Env, data: &Bytes, token_in: &Address, token_out: &Address) -> Result<Self, Fault> {
        let path = Self::decode(e, data).ok_or(Fault::BadData)?;
        let (first, last) = path.ends().ok_or(Fault::BadData)?;
        if token_in == token_out {
            Err(Fault::PathMismatch)
        } else if (&first, &last) == (token_in, token_out) {
            Ok(path)
        } else if (&last, &first) == (token_in, token_out) {
            Ok(Self {
                tokens: reversed(e, &path.tokens),
                pools: reversed(e, &path.pools),
            })
        } else {
            Err(Fault::PathMismatch)
        }
    }

    /// Tokens and pool of each step, in order.
    pub fn hops(&self) -> impl DoubleEndedIterator<Item = (Address, Address, P)> + '_ {
        (0..self.pools.len()).map(|i| {
            let (from, to) = (self.tokens.get_unchecked(i), self.tokens.get_unchecked(i + 1));
            (from, to, self.pools.get_unchecked(i))
        })
    }

    fn ends(&self) -> Option<(Address, Address)> {
        self.tokens.first().zip(self.tokens.last())
    }

    /// The host itself refuses bytes that are no XDR; whatever value they hold is taken apart field by field.
    fn decode(e: &Env, data: &Bytes) -> Option<Self> {
        if data.is_empty() {
            return None;
        }
        let fields = Map::<Symbol, Val>::from_xdr(e, data).ok()?;
        let tokens: Vec<Address> = list(e, &fields, symbol_short!("path"))?;
        let pools: Vec<P> = list(e, &fields, symbol_short!("pools"))?;
        let whole = fields.len() == 2 && !pools.is_empty() && tokens.len() == pools.len() + 1;
        whole.then_some(Self { tokens, pools })
    }
}

fn list<T: IntoVal<Env, Val> + TryFromVal<Env, Val> + Clone>(
    e: &Env,
    fields: &Map<Symbol, Val>,
    name: Symbol,
) -> Option<Vec<T>> {
    let list = Vec::<T>::try_from_val(e, &fields.get(name)?).ok()?;
    let typed = list.try_iter().all(|item| item.is_ok());
    typed.then_some(list)
}

fn reversed<T: IntoVal<Env, Val> + TryFromVal<Env, Val> + Clone>(e: &Env, list: &Vec<T>) -> Vec<T> {
    let mut turned = Vec::new(e);
    list.iter().for_each(|item| turned.push_front(item));
    turned
}
