"""The stages of the pipeline: returns to tables, tables to measures, and the proof."""
