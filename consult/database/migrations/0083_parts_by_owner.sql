-- What is sealed under one key is erased together: it is found by its owner.
CREATE INDEX parts_by_owner ON sealed.parts (owner_id);
