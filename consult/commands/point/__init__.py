"""Commands about opinion points: made, gathering comments, regrouped, answered."""
