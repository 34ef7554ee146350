mod leb128;
mod shake;
