"""The record: sealed content, one writer, queries for those who may read it."""
