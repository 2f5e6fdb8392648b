class House: pass
