"""The record of one customer as a folder that a person reads offline and a program verifies without Evenhand."""
